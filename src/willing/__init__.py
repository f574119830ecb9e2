"""Who is willing to do what, on what condition, and says who?"""

__version__ = "0.1.0"
