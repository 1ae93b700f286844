/** Floor 1. Records and enums of the star and the run. No Spark, no JDBC. */
@NullMarked
package io.loadstar.model;

import org.jspecify.annotations.NullMarked;
