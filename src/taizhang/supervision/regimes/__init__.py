"""Light regimes (亮灯办法) as data: types, loader, proof of completeness, SQL."""
