//! Lines and columns, in the three units that the outside world uses.
