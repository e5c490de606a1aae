"""Figures over HTTP (接口)."""
