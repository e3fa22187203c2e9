"""What a page costs: printed beside a reference that runs on the same machine at the same time, never asserted."""
