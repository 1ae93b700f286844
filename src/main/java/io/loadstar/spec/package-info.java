/** Floor 2. From YAML to the model, all problems at once. */
@NullMarked
package io.loadstar.spec;

import org.jspecify.annotations.NullMarked;
