"""The fictional city of Yunling (云岭市): its data, its story, the command that serves it."""
