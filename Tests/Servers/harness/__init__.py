"""What the tests through real servers and browsers share: processes, a customer, a reader of pages."""
