"""Files for others: a ledger in the formats of spreadsheets, databases, annotation tools and event data.

Every format is made of the same tables (`columns.py`), and says what it cannot hold (`formats.py`).
"""
