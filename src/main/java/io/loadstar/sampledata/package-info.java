/** Floor 3. Data of any size that is made up, the same for the same seed, to try areas with. */
@org.jspecify.annotations.NullMarked
package io.loadstar.sampledata;
