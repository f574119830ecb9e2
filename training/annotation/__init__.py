"""Making annotated passages: choosing them, writing them down fast, compiling, comparing. See INSTRUCTIONS.md."""
