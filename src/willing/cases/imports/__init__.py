"""Importing what other people wrote into spreadsheets: columns to fields, words to ids, rows to positions."""
