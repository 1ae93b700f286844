{% for key in table.resolved %}
    left join {{ area }}.{{ key.dimension }} as {{ key.column }}_row
        on {{ key.column }}_row.{{ key.memberKey }} = staged.{{ key.durable }}
{% if key.isType2 %}
        and {{ key.column }}_row._facts_from <= {{ moment(key.moment, "staged") }}
        and {{ key.column }}_row._facts_until > {{ moment(key.moment, "staged") }}
{% endif %}
{% endfor %}
