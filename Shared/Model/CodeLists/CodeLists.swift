/// The code lists that come with the product.
public enum CodeLists {}
