"""Data, tokenizer, training and export of Boardwise's own small language model."""
