"""What comes after a penalty decision, by whichever procedure it was made: performance, enforcement, remedies (处罚法 第六章)."""
