"""Understanding a question, retrieval, grounding, the writers and the ways in (command line, HTTP, page)."""
