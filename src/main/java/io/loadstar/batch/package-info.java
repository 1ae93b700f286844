/**
 * Floor 2. What stations hand to one another on a batch's way: records, their status, their source.
 */
package io.loadstar.batch;
