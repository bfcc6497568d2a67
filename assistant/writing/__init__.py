"""One module a kind of answer; each turns a Task into a Piece whose facts are all quotes of the source."""
