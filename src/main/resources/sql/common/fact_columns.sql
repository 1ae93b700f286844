{% for name in table.columnNames %}
{% if resolvedBy contains name %}
        coalesce({{ name }}_row.{{ resolvedBy[name].dimensionKey }}, '{{ unknownKey }}'),
{% else %}
        staged.{{ name }},
{% endif %}
{% endfor %}
