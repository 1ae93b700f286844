drop procedure {{ ifExists }}{{ procedure }};
