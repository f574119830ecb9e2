"""Reading by a large language model behind any endpoint of the OpenAI form, checked like every other reader.

A document is data in the question, never part of the instruction; an answer is believed only as far as its words stand
in the text, its actors in the register and its stances and measures in the vocabulary. What fails that is a problem and
no position.
"""
