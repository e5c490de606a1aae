"""Entitlements of single subjects (免申即享): asking and choosing."""
