/** Floor 2. From YAML to the model, all problems at once. */
package io.loadstar.spec;
