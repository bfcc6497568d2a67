"""The web page and what surrounds it; the only package that imports gradio, and only where it is used."""
