package io.loadstar.spark;

import org.apache.hadoop.security.UserGroupInformation;

/** As whom Hadoop reads and writes. */
public final class LoginName {
  /** What Java calls a user without a name. */
  private static final String UNKNOWN = "?";

  private LoginName() {}

  /** A container may run as a user whom its system does not know; Hadoop asks for a name. */
  public static void ensure() {
    if (UNKNOWN.equals(System.getProperty("user.name", UNKNOWN))) {
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("loadstar"));
    }
  }
}
