"""How the fine-tuned models were made; needs torch. Nothing here is imported by the product."""
