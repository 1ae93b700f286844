/** Floor 1. What a run is, and what it reports. */
@NullMarked
package io.loadstar.model.run;

import org.jspecify.annotations.NullMarked;
