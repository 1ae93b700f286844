/**
 * Floor 3. SQL held against what an engine's manual says of it, without that engine. Words are
 * taken from the text as tokens; nothing is parsed further than a rule needs.
 */
@org.jspecify.annotations.NullMarked
package io.loadstar.dialect;
