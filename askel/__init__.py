"""Askel: seven steps to a network of one's own, and a plan that moves."""
