"""Reading, structure, embedding, keyword index and store. Imports nothing of the other layers."""
