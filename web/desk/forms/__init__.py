"""The codec between the pydantic form of a step and an HTML form: fields as a tree, what was typed to facts, facts to what stands in the fields."""
