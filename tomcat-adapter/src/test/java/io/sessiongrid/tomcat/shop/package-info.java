/** A web application as users write it: nothing in it knows of Sessiongrid, a container or this project. */
@NullMarked
package io.sessiongrid.tomcat.shop;

import org.jspecify.annotations.NullMarked;
