{# There are no indexes here. #}
