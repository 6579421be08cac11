package io.sessiongrid.bench.micro.scaling;

/**
 * One measurement of a curve.
 *
 * @param axis what grows along the curve
 */
record Point(String axis, Shape shape, RequestKind kind, Cost cost) {}
