"""What is to be told: put into the outbox, claimed, sent, put off or given up."""
