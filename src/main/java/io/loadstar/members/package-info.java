/** Floor 3. Station: asks the warehouse which members it has. */
package io.loadstar.members;
