/** Floor 1. What a run is, and what it reports. */
package io.loadstar.model.run;
