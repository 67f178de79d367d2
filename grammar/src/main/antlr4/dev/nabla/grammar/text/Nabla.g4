/*
 * The language of LANGUAGE.md, one statement at a time.
 *
 * The lexer knows characters only. What depends on context (where a statement ends, which `‖` opens
 * and which closes, whether `[` indexes or starts a literal, infix `outer`) is settled by the class
 * Layout between lexer and parser, so that the rules below are LL(1): no prediction is ever needed,
 * which keeps a cold start short. Juxtaposition stays a flat list of factors here; the class
 * TermBuilder resolves it, because only it knows which names are functions.
 */
grammar Nabla;

// Made by Layout out of LBRACKET, NORM, a DIVIDE between two things that it touches, and the _1 of ‖v‖_1.
tokens { INDEX_OPEN, NORM_OPEN, NORM_CLOSE, BAR, NORM_KIND }

definition : statement EOF ;
formula    : expression EOF ;

statement
    : NETWORK NAME                                                    # network
    | DIM size (COMMA size)*                                          # dimensions
    | role=(INPUT | TARGET | PARAM) declarator (COMMA declarator)*    # declarations
    | CONST constant (COMMA constant)*                                # constants
    | FN NAME LPAREN parameters? RPAREN (ASSIGN expression)?          # function
    | kind=(OUTPUT | LOSS)? NAME (index | LPAREN parameters RPAREN)? op=(ASSIGN | PLUS_ASSIGN) expression  # assignment
    ;

size       : NAME (ASSIGN NUMBER)? ;
declarator : NAME COLON shape NAME* ;                 // the names are facts
shape      : LPAREN (expression (COMMA expression)*)? RPAREN ;
constant   : NAME ASSIGN expression ;
parameters : NAME (COMMA NAME)* ;

expression : sum (COMPARE sum)? ;
sum        : term ((PLUS | MINUS) term)* ;
term       : MINUS* product (operator MINUS* product)* ;
operator   : TIMES | HADAMARD | DIVIDE | BAR | OUTER ;
product    : factor+ ;
factor     : atom postfix* ;

atom
    : NAME
    | NUMBER
    | group
    | norm
    | literal
    ;

group   : LPAREN (expression (COMMA expression)*)? RPAREN ;   // (e), or the arguments of a function
norm    : NORM_OPEN expression NORM_CLOSE NORM_KIND? ;
literal : LBRACKET row (SEMICOLON row)* RBRACKET ;
row     : expression (COMMA expression)* ;

postfix
    : PRIME
    | TRANSPOSE
    | SUPERSCRIPT
    | (POWER | DOT_POWER) exponent
    | index
    ;
exponent  : MINUS? (NAME | NUMBER | LPAREN expression RPAREN | norm) ;
index     : INDEX_OPEN subscript (COMMA subscript)* (COLON bound)? RBRACKET ;         // sum[i,j : n]
subscript : NAME | NUMBER | COLON ;                                                // x[i,:]
bound     : NAME | NUMBER ;

NETWORK : 'network' ;
DIM     : 'dim' ;
INPUT   : 'input' ;
TARGET  : 'target' ;
PARAM   : 'param' ;
CONST   : 'const' ;
FN      : 'fn' ;
OUTPUT  : 'output' ;
LOSS    : 'loss' ;

NAME : LETTER PART* | '∑' | '∏' ;

NUMBER : DIGITS ('.' DIGITS)? EXPONENT? ;

PLUS_ASSIGN : '+=' ;
ASSIGN      : '=' ;
COLON       : ':' ;
COMMA       : ',' ;
SEMICOLON   : ';' ;
LPAREN      : '(' ;
RPAREN      : ')' ;
LBRACKET    : '[' ;
RBRACKET    : ']' ;
NORM        : '‖' | '∥' | '||' ;
PLUS        : '+' ;
MINUS       : '-' | '−' ;
TIMES       : '*' | '·' | '⋅' | '∙' | '∗' | '@' ;
HADAMARD    : '⊙' | '∘' | '.*' ;
DIVIDE      : '/' | './' | '÷' ;
OUTER       : '⊗' ;
COMPARE     : '<' | '<=' | '>' | '>=' | '==' | '!=' | '≤' | '≥' | '≠' ;
POWER       : '^' | '**' ;
DOT_POWER   : '.^' ;
PRIME       : '\'' | '′' | '’' ;
TRANSPOSE   : 'ᵀ' | '^'? '⊤' ;
SUPERSCRIPT : '⁻'? [⁰¹²³⁴⁵⁶⁷⁸⁹]+ ;

COMMENT : ('#' | '//') ~[\r\n]* -> channel(HIDDEN) ;   // for the class Comments
NEWLINE : '\r'? '\n' | '\r' ;
SPACE   : [ \t\f\p{Zs}]+ -> skip ;
BAD     : . ;

// Modifier letters are left out: ᵀ is one of them.
fragment LETTER    : [\p{Lu}\p{Ll}\p{Lt}\p{Lo}] ;
fragment PART      : LETTER | [0-9_] | [\p{M}] | LOWERED | '_{' [A-Za-z0-9]+ '}' ;
fragment LOWERED   : [₀-₉ₐ-ₜᵢ-ᵪⱼ] ;
fragment DIGITS    : [0-9]+ ;
fragment EXPONENT  : [eE] [+-]? DIGITS ;
