/** Floor 3. A user's own cases, and what a load of them should give. */
@org.jspecify.annotations.NullMarked
package io.loadstar.testcase;
