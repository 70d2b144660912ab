"""What the API answers and takes, as pydantic models with Chinese descriptions: the OpenAPI document is made of them."""
