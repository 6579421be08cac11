/** What a request costs as sessions, members and attributes become more. */
@NullMarked
package io.sessiongrid.bench.micro.scaling;

import org.jspecify.annotations.NullMarked;
