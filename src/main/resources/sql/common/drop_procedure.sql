drop procedure {{ ifExists }}{{ area }}.{{ procedure }};
