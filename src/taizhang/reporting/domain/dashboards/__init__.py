"""What dashboards show (看板)."""
