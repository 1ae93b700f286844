{# Its tables are made anew below. #}
