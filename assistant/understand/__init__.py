"""What a question is about, read without a model: one kind of understanding a file."""
