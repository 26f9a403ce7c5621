"""What Ratebridge costs, beside the least that libfcgi, nginx and other languages can do on the same machine."""
