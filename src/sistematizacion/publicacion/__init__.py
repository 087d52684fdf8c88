"""Arma el documento y lo publica en HTML y PDF."""
