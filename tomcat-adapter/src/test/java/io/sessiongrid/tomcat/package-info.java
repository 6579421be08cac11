@NullMarked
package io.sessiongrid.tomcat;

import org.jspecify.annotations.NullMarked;
